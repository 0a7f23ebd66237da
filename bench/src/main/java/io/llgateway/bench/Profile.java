package io.llgateway.bench;

import com.sun.tools.attach.VirtualMachine;
import io.llgateway.bench.machine.Usage;
import io.llgateway.bench.machine.Variant;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Flame graphs and collapsed stacks of the first variant and of the broker at full speed, by async-profiler, in {@code bench/target}. */
final class Profile {
    private Profile() {}

    static void run() throws Exception {
        Path library = Settings.ROOT.resolve("bench/target/libasyncProfiler.so");
        try (InputStream in = Profile.class.getResourceAsStream("/linux-x64/libasyncProfiler.so")) {
            Files.copy(in, library, StandardCopyOption.REPLACE_EXISTING);
        }
        String name = Settings.VARIANTS.get(0);
        try (Stage stage = new Stage();
                Variant variant = stage.start(name, Settings.JAVA_FLAGS);
                Usage usage = new Usage(variant.pid())) {
            stage.warmUp(variant, Settings.WARM_UP);
            String[] events = {"ctimer", "alloc"};
            for (int turn = 0; turn < events.length; turn++) {
                Path file = stage.notifications.file("round-" + (turn + 1), 21 + turn, Settings.COUNT);
                tell(variant.pid(), library, "start,threads,event=" + events[turn]);
                tell(stage.broker.pid(), library, "start,threads,event=" + events[turn]);
                System.out.println(stage.fullSpeed(variant, usage, file, Settings.SECONDS));
                stop(variant.pid(), library, name + "-" + events[turn]);
                stop(stage.broker.pid(), library, "broker-of-" + name + "-" + events[turn]);
            }
        }
    }

    private static void stop(long pid, Path library, String name) throws Exception {
        Path out = Settings.ROOT.resolve("bench/target/profile-" + name);
        tell(pid, library, "dump,collapsed,file=" + out + ".collapsed");
        tell(pid, library, "stop,flamegraph,file=" + out + ".html");
        System.out.println(out + ".html");
    }

    private static void tell(long pid, Path library, String command) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
        try {
            machine.loadAgentPath(library.toString(), command);
        } finally {
            machine.detach();
        }
    }
}
