package penstock.runner;

import java.nio.file.Path;

/**
 * A Python interpreter of this machine.
 *
 * @param executable the real program, no shim
 * @param version as {@code 3.11.7}
 * @param pip whether it has the module {@code pip}
 */
public record Interpreter(Path executable, PythonVersion version, boolean pip) {}
