package io.llgateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** The product's own log configuration: text from outside can neither start a line of its own nor steer a terminal. */
class LogLinesTest {
    @Test
    void textFromOutsideStaysOnItsLine() throws Exception {
        assertThat(logged(log -> log.info("refused {}", "a\r\n2026-11-23 ERROR forged\u0085b\u2028c")))
                .singleElement()
                .asString()
                .contains("refused a__2026-11-23 ERROR forged_b_c");
    }

    @Test
    void textFromOutsideCannotSteerATerminal() throws Exception {
        assertThat(logged(log -> log.info("{}", "a\u001b[2Jb\u009bc\u0007d\u0000e")))
                .singleElement()
                .asString()
                .contains("a_[2Jb_c_d_e");
    }

    @Test
    void theTextOfAnExceptionCannotStartALine() throws Exception {
        List<String> lines = logged(log -> log.error(
                "failed",
                new IllegalStateException(
                        "outer\n2026-11-23 ERROR forged\r\u001b[2J",
                        new IllegalArgumentException("inner\nforged too"))));
        assertThat(lines.get(1)).isEqualTo("java.lang.IllegalStateException: outer_2026-11-23 ERROR forged__[2J");
        assertThat(lines).contains("Caused by: java.lang.IllegalArgumentException: inner_forged too");
        assertThat(lines.subList(2, lines.size()))
                .allMatch(line ->
                        line.startsWith("\tat ") || line.startsWith("\t... ") || line.startsWith("Caused by: "));
    }

    private static List<String> logged(Consumer<Logger> statements) throws Exception {
        PrintStream console = System.out;
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        try {
            System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
            JoranConfigurator configurator = new JoranConfigurator();
            configurator.setContext(context);
            configurator.doConfigure(LogLinesTest.class.getResource("/logback-spring.xml"));
            statements.accept(context.getLogger("io.llgateway.Test"));
        } finally {
            context.stop();
            System.setOut(console);
        }
        return captured.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
