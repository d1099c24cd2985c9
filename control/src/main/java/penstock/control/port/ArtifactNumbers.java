package penstock.control.port;

/** Gives artifacts the int64 identity that KFP's wire formats need. */
public interface ArtifactNumbers {
    /** A number never given before and never again. */
    long next();
}
