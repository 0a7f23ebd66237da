package io.llgateway.system;

import java.nio.file.Path;
import java.util.List;

/** The packaged jar with flags that shorten its start, for tests that start it very often. */
final class FastStart {
    static final List<String> LAUNCHER = List.of(
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-jar",
            Path.of(System.getProperty("packaged.jar", "target/lianlian-notification-gateway.jar"))
                    .toAbsolutePath()
                    .toString());

    private FastStart() {}
}
