package dev.brigade.page;

import dev.brigade.format.Names;
import dev.brigade.model.FileName;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * A piece of HTML. Everything that is put into a template is escaped, unless it is HTML itself. Immutable.
 *
 * @param markup the HTML
 */
record Html(String markup) {
    static final Html NOTHING = new Html("");

    private static final String PLACE = "{}";

    /**
     * Fills a template of ours.
     *
     * @param parts replace each {@code {}} in turn: HTML, a collection of HTML, a name, or anything else as text
     */
    static Html of(String template, Object... parts) {
        StringBuilder out = new StringBuilder();
        int from = 0;
        for (Object part : parts) {
            int place = template.indexOf(PLACE, from);
            if (place < 0) {
                throw new IllegalArgumentException("too many parts for " + template);
            }
            out.append(template, from, place).append(content(part));
            from = place + PLACE.length();
        }
        if (template.indexOf(PLACE, from) >= 0) {
            throw new IllegalArgumentException("too few parts for " + template);
        }
        return new Html(out.append(template, from, template.length()).toString());
    }

    /** Returns all pieces, one after the other. */
    static Html all(Collection<Html> pieces) {
        return new Html(pieces.stream().map(Html::content).collect(Collectors.joining()));
    }

    /** Returns a name as people see it; control characters and bytes that are not UTF-8 are escaped. */
    static String name(FileName name) {
        return name.isRoot() ? "./" : Names.printable(name.toBytes());
    }

    private static String content(Object part) {
        if (part instanceof Html html) {
            return html.markup;
        }
        if (part instanceof Collection<?> pieces) {
            return pieces.stream().map(Html::content).collect(Collectors.joining());
        }
        return escape(part instanceof FileName name ? name(name) : Names.printable(String.valueOf(part)));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
