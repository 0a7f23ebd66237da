package io.llgateway.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The packaged jar carries a CycloneDX bill of materials that names every library in it. */
class BillOfMaterialsIT {
    private static final String LIBRARIES = "BOOT-INF/lib/";
    private static final Pattern CLASSIFIER = Pattern.compile("[?&]classifier=([^&]+)");

    @Test
    void namesEveryLibraryInTheJarAndNoneOfTheTests() throws IOException {
        try (JarFile jar = new JarFile(System.getProperty("packaged.jar"))) {
            String where = jar.getManifest().getMainAttributes().getValue("Sbom-Location");
            JsonNode bill;
            try (InputStream json = jar.getInputStream(jar.getEntry(where))) {
                bill = new ObjectMapper().readTree(json);
            }
            assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
            List<String> libraries = jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith(LIBRARIES) && name.endsWith(".jar"))
                    .map(name -> name.substring(LIBRARIES.length()))
                    // put in by Spring Boot's packaging, not by a dependency
                    .filter(name -> !name.startsWith("spring-boot-jarmode-"))
                    .toList();
            assertThat(libraries).isNotEmpty();
            Set<String> named = new TreeSet<>();
            for (JsonNode component : bill.path("components")) {
                named.add(fileName(component));
            }
            Set<String> missing = new TreeSet<>(libraries);
            missing.removeAll(named);
            assertThat(missing).isEmpty();
            assertThat(named).noneMatch(name -> name.startsWith("junit") || name.startsWith("archunit"));
        }
    }

    private static String fileName(JsonNode component) {
        Matcher classifier = CLASSIFIER.matcher(component.path("purl").asText());
        return component.path("name").asText() + "-" + component.path("version").asText()
                + (classifier.find() ? "-" + classifier.group(1) : "") + ".jar";
    }
}
