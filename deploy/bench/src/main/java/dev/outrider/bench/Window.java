package dev.outrider.bench;

/**
 * What one who rides did in a stretch of time.
 *
 * @param cpuMillis of its process, by the system's account
 */
record Window(double journeys, double cpuMillis, double seconds, double mebibytes) {
    double cpuPerJourney() {
        return cpuMillis / journeys;
    }

    double rate() {
        return journeys / seconds;
    }
}
