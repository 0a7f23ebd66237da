package io.llgateway.ledger;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * Makes a pool fit for the ledger.
 *
 * <p>PostgreSQL's driver prints the values of a failed row, which are the fields of a notification, unless told not to.
 * It sends the rows of a group commit as few inserts of many rows instead of executing each.
 *
 * <p>PostgreSQL is kept on the indexes. Every statement of the ledger finds its rows by an index, but PostgreSQL plans a
 * prepared statement once, and on tables that were empty then it plans to read them whole; it would keep doing so while
 * they grow, until their next analysis.
 *
 * <p>PostgreSQL ends a transaction in which it has heard nothing for 10 s. A node that hangs between two statements would
 * otherwise keep its rows locked for as long as it hangs, whatever becomes of its claims, and other nodes would wait.
 */
@Component
public class LedgerPool implements BeanPostProcessor {
    private static final String FOR_POSTGRESQL = "set enable_seqscan = off; set enable_hashjoin = off;"
            + " set enable_mergejoin = off; set idle_in_transaction_session_timeout = '10s'";

    @Override
    public Object postProcessBeforeInitialization(Object bean, String beanName) {
        return bean instanceof HikariDataSource pool ? prepare(pool) : bean;
    }

    /** @return the pool, before its first use, unless it has statements of its own for new connections */
    static HikariDataSource prepare(HikariDataSource pool) {
        String url = pool.getJdbcUrl();
        if (url != null && url.startsWith("jdbc:postgresql:")) {
            if (pool.getConnectionInitSql() == null) {
                pool.setConnectionInitSql(FOR_POSTGRESQL);
            }
            pool.addDataSourceProperty("logServerErrorDetail", "false");
            pool.addDataSourceProperty("reWriteBatchedInserts", "true");
        } else if (url != null && url.startsWith("jdbc:h2:")) {
            // isValid() of H2's connections goes on to say yes after the database has closed itself
            pool.setConnectionTestQuery(WriterConnection.PROBE);
            pool.setAllowPoolSuspension(true);
            pool.setExceptionOverride(new H2Reopening(pool));
        }
        return pool;
    }
}
