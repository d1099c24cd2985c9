package penstock.plan;

/**
 * The declared type of an artifact.
 *
 * @param schemaTitle for instance {@code system.Dataset}
 * @param schemaVersion for instance {@code 0.0.1}; empty when the document names none
 */
public record ArtifactType(String schemaTitle, String schemaVersion) {
    /** What an artifact without a declared type is. */
    public static final ArtifactType ANY = new ArtifactType("system.Artifact", "0.0.1");
}
