package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The packaged jar holds its libraries in the order in which it starts fastest, and as Spring Boot's loader reads them. */
class LibraryOrderIT {
    private static final List<String> FIRST = List.of("spring-", "tomcat-embed-core-", "h2-", "jackson-", "camel-api-");

    @Test
    void putsTheLibrariesFirstThatMostClassesComeFrom() throws IOException {
        List<String> names = libraries().stream()
                .map(library -> library.getName().substring(library.getName().lastIndexOf('/') + 1))
                .toList();
        long hot = names.stream()
                .filter(name -> FIRST.stream().anyMatch(name::startsWith))
                .count();
        assertThat(hot).isPositive();
        assertThat(names.subList(0, (int) hot))
                .allMatch(name -> FIRST.stream().anyMatch(name::startsWith))
                .first()
                .asString()
                .startsWith("spring-");
    }

    @Test
    void keepsLibrariesUncompressed() throws IOException {
        assertThat(libraries()).isNotEmpty().allMatch(library -> library.getMethod() == ZipEntry.STORED);
    }

    private static List<? extends ZipEntry> libraries() throws IOException {
        try (JarFile jar = new JarFile(System.getProperty("packaged.jar"))) {
            return jar.stream()
                    .filter(entry -> entry.getName().startsWith("BOOT-INF/lib/")
                            && entry.getName().endsWith(".jar"))
                    .toList();
        }
    }
}
