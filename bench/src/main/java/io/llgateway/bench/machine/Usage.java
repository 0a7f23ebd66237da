package io.llgateway.bench.machine;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What a process uses, read from outside: processor time and memory from /proc, allocation from its own JVM by JMX. */
public final class Usage implements AutoCloseable {
    private static final double TICKS_PER_SECOND = 100;
    private final long pid;
    private final JMXConnector connector;
    private final ThreadMXBean threads;

    /**
     * A reading; subtract two of them.
     *
     * @param cpuMicros utime + stime of the whole process, compiler and collector included
     * @param allocatedBytes by all living threads
     */
    public record Reading(double cpuMicros, double allocatedBytes) {
        /** @return what was used since an earlier reading */
        public Reading since(Reading earlier) {
            return new Reading(cpuMicros - earlier.cpuMicros, allocatedBytes - earlier.allocatedBytes);
        }
    }

    /** Attaches to a running JVM. */
    public Usage(long pid) throws Exception {
        this.pid = pid;
        VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
        try {
            connector = JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
        } finally {
            machine.detach();
        }
        threads = ManagementFactory.newPlatformMXBeanProxy(
                connector.getMBeanServerConnection(), ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
    }

    /** @return what the process used until now */
    public Reading now() throws IOException {
        double allocated = 0;
        for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            allocated += Math.max(0, bytes);
        }
        return new Reading(cpuMicros(pid), allocated);
    }

    /** @return utime + stime of a process since its start */
    public static double cpuMicros(long pid) throws IOException {
        return micros(pid, 14);
    }

    /** @return cutime + cstime: what its ended children used */
    static double endedChildrenMicros(long pid) throws IOException {
        return micros(pid, 16);
    }

    /** The sum of two neighbouring fields of /proc/pid/stat, counted from 1 as proc(5) does. */
    private static double micros(long pid, int field) throws IOException {
        String stat = stat(pid);
        // the second field, the command in parentheses, may hold blanks
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[field - 3]) + Long.parseLong(fields[field - 2])) * 1e6 / TICKS_PER_SECOND;
    }

    /** @throws NoSuchFileException when the process has ended, also when that happens while its file is read */
    private static String stat(long pid) throws IOException {
        Path file = Path.of("/proc/" + pid + "/stat");
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw ProcessHandle.of(pid).isPresent() ? failed : new NoSuchFileException(file.toString());
        }
    }

    /** @return VmHWM in megabytes */
    public double peakMegabytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
            }
        }
        throw new IOException("no VmHWM");
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
