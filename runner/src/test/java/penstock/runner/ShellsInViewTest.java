package penstock.runner;

final class ShellsInViewTest extends ShellsContract {
    @Override
    boolean view() {
        return true;
    }
}
