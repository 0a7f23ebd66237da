package io.llgateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** Nothing comes into the build without the README saying what for. */
class DependencyReasonsTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]+`) \\| [^|]{10,} \\|$");
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    @Test
    void theReadmeSaysOfEveryDependencyOfTheProductWhyItIsThere() throws Exception {
        List<String> explained = ROW.matcher(section())
                .results()
                .flatMap(row -> NAME.matcher(row.group(1)).results())
                .map(name -> name.group(1))
                .toList();

        assertThat(explained).containsExactlyInAnyOrderElementsOf(dependencies("not(scope='test')"));
    }

    @Test
    void theReadmeSaysOfEveryDependencyOfTheTestsWhyItIsThere() throws Exception {
        List<String> named = NAME.matcher(section())
                .results()
                .map((MatchResult name) -> name.group(1))
                .toList();

        assertThat(named).containsAll(dependencies("scope='test'"));
    }

    private static String section() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        return readme.substring(readme.indexOf("\n## Dependencies"));
    }

    private static List<String> dependencies(String condition) throws Exception {
        Document pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("pom.xml").toFile());
        NodeList found = (NodeList) XPathFactory.newInstance()
                .newXPath()
                .evaluate(
                        "/project/dependencies/dependency[" + condition + "]/artifactId", pom, XPathConstants.NODESET);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            names.add(found.item(i).getTextContent());
        }
        assertThat(names).isNotEmpty();
        return names;
    }
}
