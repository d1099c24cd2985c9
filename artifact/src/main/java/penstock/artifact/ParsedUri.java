package penstock.artifact;

/** What {@link ArtifactUri#parse} makes of a text: an address, or why it is none. */
public sealed interface ParsedUri permits ArtifactUri, ParsedUri.Malformed {

    /** A text that is no address; {@code reason} is a sentence for its author. */
    record Malformed(String reason) implements ParsedUri {}
}
