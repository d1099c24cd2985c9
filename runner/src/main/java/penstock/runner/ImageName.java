package penstock.runner;

/**
 * The parts of an image reference.
 *
 * @param repository with its registry, without tag and digest
 * @param tag empty when there is none
 */
record ImageName(String repository, String tag) {

    static ImageName parse(String reference) {
        int at = reference.indexOf('@');
        String named = at < 0 ? reference : reference.substring(0, at);
        int colon = named.indexOf(':', named.lastIndexOf('/') + 1);
        return colon < 0
                ? new ImageName(named, "")
                : new ImageName(named.substring(0, colon), named.substring(colon + 1));
    }

    /** The last part of the repository: {@code python} of {@code docker.io/library/python}. */
    String base() {
        return repository.substring(repository.lastIndexOf('/') + 1);
    }
}
