package penstock.control;

/** Gives identities; random in a server, counted in simulation. */
public interface Ids {
    /** A UUID as text, never given before. */
    String uuid();
}
