package io.llgateway.intake;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;

/**
 * The threads of the web server. A notification holds none while it waits, so a few are busy all the time and most sleep:
 * the one that went to sleep last is woken first, and only when those awake do not keep up, where Tomcat's own pool wakes
 * the one that has slept longest for every event of every connection. There are as many as Tomcat would have, since
 * pages may wait for the database.
 */
final class RequestThreads {
    private static final int MOST = 200;
    private static final int KEEP_SECONDS = 60;

    private RequestThreads() {}

    static ForkJoinPool start() {
        ClassLoader application = RequestThreads.class.getClassLoader();
        return new ForkJoinPool(
                MOST,
                pool -> {
                    ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
                    thread.setName("http-" + thread.getPoolIndex());
                    thread.setContextClassLoader(application);
                    return thread;
                },
                null,
                true,
                0,
                MOST,
                0,
                null,
                KEEP_SECONDS,
                TimeUnit.SECONDS);
    }
}
