package penstock.runner;

final class ShellsWithoutViewTest extends ShellsContract {
    @Override
    boolean view() {
        return false;
    }
}
