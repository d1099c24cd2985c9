package penstock.runner.python;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A Python interpreter as it describes itself.
 *
 * @param binary the real file, behind links, shims and virtual environments
 * @param version like {@code 3.11.7}
 * @param platform what compiled packages depend on, like {@code cpython-311-x86_64-linux-gnu}
 * @param prefix where it is installed
 * @param sitePackages its own folders of packages
 * @param pipWheels wheels of pip, and of what else a fresh environment has, that come with it
 * @param pipPackage the folder of an importable pip
 */
record PythonInterpreter(
        Path binary,
        String version,
        String platform,
        Path prefix,
        List<Path> sitePackages,
        List<Path> pipWheels,
        Optional<Path> pipPackage) {
    PythonInterpreter {
        sitePackages = List.copyOf(sitePackages);
        pipWheels = List.copyOf(pipWheels);
    }

    /** Like {@code 3.11}. */
    String minorVersion() {
        return version.substring(0, version.indexOf('.', version.indexOf('.') + 1));
    }

    /** Whether it is 3.{@code minor} or newer. */
    boolean atLeast(int minor) {
        return Integer.parseInt(minorVersion().substring(minorVersion().indexOf('.') + 1)) >= minor;
    }
}
