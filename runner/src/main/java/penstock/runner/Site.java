package penstock.runner;

import penstock.control.port.AttemptOrder;

/**
 * One attempt and where it takes place.
 *
 * @param view it has a private view of the file system
 * @param given what it gets of the machine
 */
record Site(
        AttemptOrder order, AttemptFolder folder, boolean view, StepPlaces places, Given given) {}
