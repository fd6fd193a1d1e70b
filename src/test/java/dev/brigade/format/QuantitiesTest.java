package dev.brigade.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers for people. */
final class QuantitiesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0                   | 0
                    999                 | 999
                    1000                | 1,000
                    9223372036854775807 | 9,223,372,036,854,775,807
                    """)
    void groupsCounts(long number, String text) {
        assertThat(Quantities.count(number)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 entries", "1, 1 entry", "2, 2 entries", "'1,001', '1,001 entries'"})
    void knowsOneFromMany(String number, String text) {
        assertThat(Quantities.count(Long.parseLong(number.replace(",", "")), "entry", "entries"))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0                   | 0 B
                    1023                | 1023 B
                    1024                | 1.0 KiB
                    1536                | 1.5 KiB
                    1048063             | 1023.5 KiB
                    1048575             | 1.0 MiB
                    1048576             | 1.0 MiB
                    1073741823          | 1.0 GiB
                    1099511627776       | 1.0 TiB
                    9223372036854775807 | 8.0 EiB
                    """)
    void givesBytesAUnit(long bytes, String text) {
        assertThat(Quantities.bytes(bytes)).isEqualTo(text);
    }

    @Test
    void givesPartsOfBytesAUnit() {
        assertThat(Quantities.bytes(0.4)).isEqualTo("0 B");
        assertThat(Quantities.bytes(1023.97)).isEqualTo("1.0 KiB");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    PT0S            | 0.00 s
                    PT0.344S        | 0.34 s
                    PT9.994S        | 9.99 s
                    PT9.996S        | 10.0 s
                    PT12.5S         | 12.5 s
                    PT59.94S        | 59.9 s
                    PT59.96S        | 1m00s
                    PT3M5S          | 3m05s
                    PT59M59.9S      | 59m59s
                    PT59M59.96S     | 1h00m
                    PT2H7M59S       | 2h07m
                    PT23H59M59S     | 23h59m
                    PT24H           | 1d00h
                    P3DT4H          | 3d04h
                    P1000D          | 1000d00h
                    """)
    void writesTimes(Duration time, String text) {
        assertThat(Quantities.time(time)).isEqualTo(text);
    }

    @Test
    void dividesByNoTime() {
        assertThat(Quantities.perSecond(5, Duration.ZERO)).isZero();
        assertThat(Quantities.perSecond(5, Duration.ofMillis(500))).isEqualTo(10);
    }

    @Test
    void isTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            for (Locale locale : new Locale[] {Locale.GERMANY, Locale.forLanguageTag("ar-EG-u-nu-arab")}) {
                Locale.setDefault(locale);
                assertThat(Quantities.count(1_234)).isEqualTo("1,234");
                assertThat(Quantities.bytes(1_536)).isEqualTo("1.5 KiB");
                assertThat(Quantities.time(Duration.ofMillis(1_500))).isEqualTo("1.50 s");
                assertThat(Quantities.time(Duration.ofMinutes(63))).isEqualTo("1h03m");
            }
        } finally {
            Locale.setDefault(before);
        }
    }
}
