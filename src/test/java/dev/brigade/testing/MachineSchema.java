package dev.brigade.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Checks JSON against {@code docs/brigade.schema.json}. The schema allows readers to meet new keys; here a key that it
 * does not name is an error, so that every key is documented.
 */
public enum MachineSchema {
    /** A document of {@code --json}. */
    OUTCOME("outcome", "verdict"),
    /** A line of {@code --log-json}. */
    EVENT("event");

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Schema schema;

    MachineSchema(String... definitions) {
        try {
            ObjectNode whole =
                    (ObjectNode) new ObjectMapper().readTree(Files.readString(Path.of("docs/brigade.schema.json")));
            close(whole);
            whole.remove("anyOf");
            for (String definition : definitions) {
                whole.withArray("anyOf").addObject().put("$ref", "#/$defs/" + definition);
            }
            schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(whole);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("properties").isObject()) {
            object.put("additionalProperties", false);
        }
        node.forEach(MachineSchema::close);
    }

    /** Returns the one document in a text, checked. */
    public JsonNode read(String text) {
        JsonNode json;
        try {
            json = MAPPER.readTree(text);
        } catch (IOException e) {
            throw new AssertionError("not one JSON document: " + text, e);
        }
        assertThat(schema.validate(json)).as(text).isEmpty();
        return json;
    }

    /** Returns the documents on the lines of a text, each checked. */
    public List<JsonNode> readLines(String text) {
        return text.lines().map(this::read).toList();
    }
}
