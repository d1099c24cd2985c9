package penstock.bench;

/** Something worth measuring. */
interface Benchmark {

    /** What it is called on the command line. */
    String name();

    /** Measures and prints. */
    void run(Report report) throws Exception;
}
