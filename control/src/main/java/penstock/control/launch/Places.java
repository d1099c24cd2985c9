package penstock.control.launch;

/** Where the program will find things: the one part of rendering that differs between runners. */
public interface Places {

    /** The address the program is told for {@code uri}; usually the same. */
    String visibleUri(String uri);

    /** The path at which the program reads or writes the content of {@code uri}. */
    String visiblePath(String uri);

    /** The file into which the program writes the output parameter {@code name}. */
    String outputParameterFile(String name);

    /** The file into which the program writes the executor output. */
    String executorOutputFile();
}
