package dev.brigade.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brigade.model.FileName;
import dev.brigade.testing.AwkwardNames;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names as they are shown. */
final class NamesTest {
    /** Left: the bytes, one character each. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    plain name.txt           | plain name.txt
                    caf\u00c3\u00a9          | caf\u00e9
                    \u00f0\u009f\u0098\u0080 | \ud83d\ude00
                    "a\nb"                   | a\\#012b
                    "a\rb"                   | a\\#015b
                    "a\tb"                   | a\\#011b
                    "a\u0000b"               | a\\#000b
                    "\u001b[31mred"          | \\#033[31mred
                    "\u007f"                 | \\#177
                    "\u00c2\u0085"           | \\#302\\#205
                    "\u00c2\u009b31m"        | \\#302\\#23331m
                    "\u00e2\u0080\u00ae"     | \\#342\\#200\\#256
                    "\u00e2\u0081\u00a6"     | \\#342\\#201\\#246
                    "\u00e2\u0080\u008b"     | \\#342\\#200\\#213
                    "\u00e2\u0080\u00a8"     | \\#342\\#200\\#250
                    "\u00ef\u00bb\u00bfbom"  | \\#357\\#273\\#277bom
                    "\u00e9"                 | \\#351
                    "\u0080x"                | \\#200x
                    "x\u00c3"                | x\\#303
                    "\u00c3x"                | \\#303x
                    "\u00e2\u0082"           | \\#342\\#202
                    "\u00c0\u00af"           | \\#300\\#257
                    "\u00ed\u00a0\u0080"     | \\#355\\#240\\#200
                    "\u00f4\u0090\u0080\u0080" | \\#364\\#220\\#200\\#200
                    "\u00ff\u00c3\u00a9"     | \\#377\u00e9
                    \\#012                   | \\#134#012
                    \\\\#012                 | \\\\#134#012
                    back\\slash#             | back\\slash#
                    end\\                    | end\\
                    """)
    void shows(String bytes, String shown) {
        assertThat(Names.printable(bytes.getBytes(StandardCharsets.ISO_8859_1))).isEqualTo(shown);
    }

    @Test
    void tellsAwkwardNamesApart() {
        Map<String, FileName> seen = new HashMap<>();
        for (FileName name : AwkwardNames.all()) {
            String shown = Names.printable(name.toBytes());
            assertThat(shown.codePoints().filter(Character::isISOControl).boxed())
                    .as(shown)
                    .isEmpty();
            assertThat(seen.put(shown, name)).as(shown).isNull();
        }
    }

    /** What stands behind a backslash and a number sign is the byte: so every name can be got back. */
    @Test
    void showsEveryByteSoThatItCanBeGotBack() {
        for (int first = 0; first < 256; first++) {
            for (int second = 0; second < 256; second++) {
                byte[] name = {'\\', (byte) first, (byte) second, '0', '1', '2'};
                assertThat(bytesOf(Names.printable(name))).isEqualTo(name);
            }
        }
    }

    private static byte[] bytesOf(String shown) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < shown.length(); i++) {
            if (shown.startsWith("\\#", i)) {
                out.append((char) Integer.parseInt(shown, i + 2, i + 5, 8));
                i += 4;
            } else {
                byte[] utf8 = shown.substring(i, i + 1).getBytes(StandardCharsets.UTF_8);
                out.append(new String(utf8, StandardCharsets.ISO_8859_1));
            }
        }
        return out.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    a message        | a message
                    caf\u00e9 \ud83d\ude00 | caf\u00e9 \ud83d\ude00
                    "two\nlines"     | two\\#012lines
                    "\u001b]0;x\u0007" | \\#033]0;x\\#007
                    "\u202eexe"      | \\#342\\#200\\#256exe
                    "\u009b"         | \\#302\\#233
                    \\#012 stays     | \\#012 stays
                    """)
    void showsMessages(String message, String shown) {
        assertThat(Names.printable(message)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d", "a\ude00b"})
    void showsNoHalfCharacters(String broken) {
        assertThat(Names.printable(broken)).doesNotContain("\ud83d").doesNotContain("\ude00");
    }
}
