package penstock.runner.download;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import penstock.plan.ErrorCode;
import penstock.plan.Problem;

/** Which addresses may be asked. */
final class Addresses {

    private static final int SHOWN = 200;
    private static final Set<String> METADATA = Set.of("100.100.100.200", "fd00:ec2:0:0:0:0:0:254");

    private Addresses() {}

    /** An address for a message: short, without control characters, credentials or query. */
    static String shown(String uri) {
        int query = uri.indexOf('?');
        String bare = query < 0 ? uri : uri.substring(0, query) + "?…";
        String safe = bare.replaceAll("(?<=://)[^/@]*@", "").replaceAll("\\p{Cntrl}", "?");
        return safe.length() > SHOWN ? safe.substring(0, SHOWN) + "…" : safe;
    }

    /** The parts of an http address, or null when it is none. */
    static @Nullable URI http(String uri) {
        try {
            URI parsed = new URI(uri);
            String scheme = parsed.getScheme();
            boolean http = scheme != null && Set.of("http", "https").contains(lower(scheme));
            return http && parsed.getHost() != null && parsed.getUserInfo() == null ? parsed : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** Why a host must not be asked; null when it may. */
    static Fetched.@Nullable Refused fault(URI address, boolean linkLocal) {
        InetAddress[] found;
        try {
            found = InetAddress.getAllByName(address.getHost());
        } catch (UnknownHostException e) {
            return new Fetched.Refused(
                    new Problem(
                            ErrorCode.NOT_FOUND,
                            "host '" + address.getHost() + "' is not known",
                            "Check the importer's URI and this machine's network."),
                    true);
        }
        for (InetAddress each : found) {
            if (!linkLocal && isForbidden(each)) {
                return Fetched.refused(
                        ErrorCode.FAILED_PRECONDITION,
                        "'%s' is the address %s, which importers may not ask"
                                .formatted(address.getHost(), each.getHostAddress()),
                        "It may hand out this machine's credentials; imports.link_local: true in"
                                + " penstock.yaml allows it.");
            }
        }
        return null;
    }

    private static boolean isForbidden(InetAddress address) {
        boolean nowhere = address.isAnyLocalAddress() || address.isMulticastAddress();
        boolean broadcast =
                address instanceof Inet4Address
                        && address.getHostAddress().equals("255.255.255.255");
        return nowhere
                || broadcast
                || address.isLinkLocalAddress()
                || METADATA.contains(address.getHostAddress());
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
