package dev.brigade.machine;

import dev.brigade.model.RefusedException;
import java.net.URI;
import java.net.URISyntaxException;

/** URLs that get notices. They may hold secrets, so messages show only the server. Pure. */
public final class ShownUrl {
    private ShownUrl() {}

    /**
     * Returns a URL.
     *
     * @param option where it comes from, for messages
     * @throws RefusedException if it is none, or not one of http or https
     */
    public static URI of(String option, String text) throws RefusedException {
        try {
            URI url = new URI(text);
            String scheme = String.valueOf(url.getScheme());
            if (url.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
                return url;
            }
        } catch (URISyntaxException e) {
            // The message of the exception shows the whole text.
        }
        throw RefusedException.usage(option + " needs a URL that begins with http:// or https://");
    }

    /** Returns scheme, host and port. */
    static String shown(URI url) {
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort()) + "/...";
    }

    /** Returns a URL with one more component of its path, before its query. */
    static URI below(URI url, String component) {
        String path = url.getRawPath().replaceAll("/+$", "");
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return URI.create(url.getScheme() + "://" + url.getRawAuthority() + path + "/" + component + query);
    }
}
