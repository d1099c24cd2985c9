package penstock.server.kfp;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import penstock.server.http.Code;
import penstock.server.http.Refusal;
import penstock.server.http.Text;

/**
 * From where pipeline packages may be fetched: KFP's list of hosts and those that the operator
 * adds. None of them may lead into a private network, unless it was added by its exact name.
 *
 * @param hosts in addition to KFP's; {@code *.example.org} stands for all below that name
 * @param plainHttp whether http is as good as https
 */
public record UrlPolicy(SortedSet<String> hosts, boolean plainHttp) {
    private static final Set<String> KNOWN =
            Set.of(
                    "storage.googleapis.com",
                    "s3.amazonaws.com",
                    "github.com",
                    "raw.githubusercontent.com");

    /** KFP's list, over https. */
    public static final UrlPolicy DEFAULT = new UrlPolicy(Collections.emptySortedSet(), false);

    public UrlPolicy {
        hosts = Collections.unmodifiableSortedSet(new TreeSet<>(hosts));
    }

    /**
     * The address that {@code url} writes.
     *
     * @throws Refusal when nothing may be fetched from there
     */
    URI checked(String url) {
        try {
            URI uri = new URI(url);
            if (!isAllowed(uri)) {
                throw Refusal.of(
                        Code.INVALID_ARGUMENT,
                        new Refusal.Words(
                                "Pipeline URL validation failed: '"
                                        + Text.shown(url)
                                        + "' (expected: https and one of the hosts "
                                        + all()
                                        + ")",
                                "download the file and upload it instead, or allow the host under"
                                        + " 'api.package_hosts' in penstock.yaml",
                                List.of()));
            }
            checkAddresses(uri);
            return uri;
        } catch (URISyntaxException e) {
            throw Refusal.invalid("invalid pipeline spec URL: '" + Text.shown(url) + "'");
        }
    }

    private SortedSet<String> all() {
        SortedSet<String> all = new TreeSet<>(hosts);
        all.addAll(KNOWN);
        return all;
    }

    private boolean isAllowed(URI uri) {
        String host = uri.getHost();
        boolean https = "https".equals(uri.getScheme());
        boolean scheme = https || (plainHttp && "http".equals(uri.getScheme()));
        if (!scheme || host == null || uri.getUserInfo() != null) {
            return false;
        }
        String name = host.toLowerCase(Locale.ROOT);
        // A host that is named with its port may be called on that port, and on no other.
        if (uri.getPort() != -1 && uri.getPort() != (https ? 443 : 80)) {
            return hosts.contains(name + ":" + uri.getPort());
        }
        return KNOWN.contains(name) || hosts.contains(name) || isBelow(name);
    }

    private boolean isBelow(String name) {
        return hosts.stream()
                .anyMatch(host -> host.startsWith("*.") && name.endsWith(host.substring(1)));
    }

    private void checkAddresses(URI uri) {
        String name = uri.getHost().toLowerCase(Locale.ROOT);
        if (hosts.contains(name) || hosts.contains(name + ":" + uri.getPort())) {
            return;
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(name)) {
                if (isPrivate(address)) {
                    throw Refusal.invalid(
                            "Pipeline URL validation failed: '"
                                    + Text.shown(name)
                                    + "' is a host of a private network");
                }
            }
        } catch (UnknownHostException e) {
            throw Refusal.invalid("pipeline URL: no host is called '" + Text.shown(name) + "'");
        }
    }

    private static boolean isPrivate(InetAddress address) {
        boolean uniqueLocal =
                address.getAddress().length == 16 && (address.getAddress()[0] & 0xFE) == 0xFC;
        return uniqueLocal
                || address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress();
    }
}
