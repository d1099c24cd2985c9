package penstock.control.launch;

import penstock.plan.Artifact;

/** Where the program will find things: the one part of rendering that differs between runners. */
public interface Places {

    /** The address the program is told for {@code uri}; usually the same. */
    String visibleUri(String uri);

    /** The path at which the program reads or writes the content of {@code uri}. */
    String visiblePath(String uri);

    /** An input as the program is told of it. */
    default Artifact visible(Artifact input) {
        return new Artifact(
                input.id(),
                input.name(),
                input.type(),
                visibleUri(input.uri()),
                input.digest(),
                input.sizeBytes(),
                input.metadata());
    }

    /** The path at which the program reads an input. */
    default String visiblePath(Artifact input) {
        return visiblePath(input.uri());
    }

    /** The file into which the program writes the output parameter {@code name}. */
    String outputParameterFile(String name);

    /** The file into which the program writes the executor output. */
    String executorOutputFile();
}
