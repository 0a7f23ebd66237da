package io.llgateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseFailureTest {
    @ParameterizedTest
    @CsvSource({
        "23505, 0, CONFLICT",
        "40001, 0, CONFLICT",
        "40P01, 0, CONFLICT",
        "55P03, 0, CONFLICT",
        "HYT00, 50200, CONFLICT",
        "90131, 90131, CONFLICT",
        "22003, 0, ROW",
        "22021, 0, ROW",
        "23502, 0, ROW",
        "54000, 0, ROW",
        "08006, 0, UNAVAILABLE",
        "57P01, 0, UNAVAILABLE",
        "53100, 0, UNAVAILABLE",
        "25006, 0, UNAVAILABLE",
        "90098, 90098, UNAVAILABLE",
        "42P01, 0, UNAVAILABLE"
    })
    void tellsWhatAFailureMeansForTheRows(String state, int code, DatabaseFailure meaning) {
        assertThat(DatabaseFailure.of(new IllegalStateException(new SQLException("x", state, code))))
                .isEqualTo(meaning);
    }

    @Test
    void takesAnErrorForALostConnectionAndAnExceptionOfOursForABadRow() {
        assertThat(DatabaseFailure.of(new AssertionError())).isEqualTo(DatabaseFailure.UNAVAILABLE);
        assertThat(DatabaseFailure.of(new IllegalStateException())).isEqualTo(DatabaseFailure.ROW);
    }

    @Test
    void passesOnNoValueOfARowThatFailed() {
        SQLException failure = new BatchUpdateException("values ('Zhang San')", "08006", 7, new int[0]);

        Throwable safe = DatabaseFailure.withoutValues(new IllegalStateException(failure));

        assertThat(Throwables.getStackTrace(safe))
                .contains("BatchUpdateException, SQLState 08006")
                .doesNotContain("Zhang");
        SQLException refused = new SQLException("Connection refused", "08001");
        assertThat(DatabaseFailure.withoutValues(refused)).isSameAs(refused);
    }
}
