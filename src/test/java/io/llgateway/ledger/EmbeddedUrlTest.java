package io.llgateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;

/** The embedded database as the product opens it by default. */
class EmbeddedUrlTest {
    /** H2 2.3.232 does not commit what a compaction at its end has moved, so the next start may find a broken file. */
    @Test
    void letsTheDatabaseMoveNothingWhenItIsClosed(@TempDir Path directory) throws Exception {
        try (var connection = DriverManager.getConnection(shippedUrl(directory), "", "");
                var statement = connection.createStatement();
                var row = statement.executeQuery("select setting_value from information_schema.settings"
                        + " where setting_name = 'MAX_COMPACT_TIME'")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("0");
        }
    }

    private static String shippedUrl(Path directory) {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource("application.yaml"));
        return Objects.requireNonNull(yaml.getObject())
                .getProperty("spring.datasource.url")
                .replace("${llgateway.data}", directory.toString());
    }
}
