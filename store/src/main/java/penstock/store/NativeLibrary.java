package penstock.store;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * SQLite's machine code, unpacked once into the data folder. The driver would unpack it at every
 * start, and leave it in the folder for temporary files whenever a server is killed.
 */
final class NativeLibrary {

    private static final Logger LOG = System.getLogger(NativeLibrary.class.getName());

    private static final String PATH_SETTING = "org.sqlite.lib.path";

    private NativeLibrary() {}

    /** Tells the driver where the code is; when that fails, the driver does what it always does. */
    static void unpack(Path dataFolder) {
        if (System.getProperty(PATH_SETTING) != null) {
            return;
        }
        try {
            Path folder = dataFolder.resolve("native").resolve(SQLiteJDBCLoader.getVersion());
            String name = LibraryLoaderUtil.getNativeLibName();
            Path library = folder.resolve(name);
            if (Files.exists(library) || copy(name, folder)) {
                System.setProperty(PATH_SETTING, folder.toString());
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the driver unpacks its code by itself", e);
        }
    }

    private static boolean copy(String name, Path folder) throws IOException {
        String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
        try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
            if (in == null) {
                return false;
            }
            Files.createDirectories(folder);
            Path part = Files.createTempFile(folder, name, ".part");
            try {
                Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
                Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
                return true;
            } finally {
                Files.deleteIfExists(part);
            }
        }
    }
}
