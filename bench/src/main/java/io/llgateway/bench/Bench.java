package io.llgateway.bench;

import io.llgateway.bench.variant.BareApplication;
import io.llgateway.bench.variant.FastErp;
import io.llgateway.bench.variant.FloorApplication;
import io.llgateway.bench.variant.HandWrittenApplication;
import io.llgateway.bench.variant.PlainCamelApplication;
import java.util.Arrays;

/** Entry of the one jar: the first argument says which application or measurement runs. */
public final class Bench {
    private Bench() {}

    /** @param arguments the command, then its own arguments */
    public static void main(String[] arguments) throws Exception {
        String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
        // a variant may be numbered: bare-0
        switch (arguments[0].replaceFirst("-\\d+$", "")) {
            case "floor" -> FloorApplication.main(rest);
            case "erp" -> FastErp.main(rest);
            case "hand-written" -> HandWrittenApplication.main(rest);
            case "plain-camel" -> PlainCamelApplication.main(rest);
            case "bare" -> BareApplication.main(rest);
            default -> measure(arguments[0]);
        }
    }

    private static void measure(String command) throws Exception {
        switch (command) {
            case "compare" -> Comparison.run();
            case "smoke" -> Smoke.run();
            case "growth" -> Growth.run();
            case "webhook" -> Webhook.run();
            case "idle" -> Idle.run();
            case "start" -> StartUp.run();
            case "small-heap" -> SmallHeap.run();
            case "flood" -> Flood.run();
            case "profile" -> Profile.run();
            case "verification" -> Verification.run();
            default -> throw new IllegalArgumentException("unknown measurement " + command);
        }
        // clients of broker and JMX leave threads behind
        System.exit(0);
    }
}
