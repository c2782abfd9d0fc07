package dev.understudy.display;

/** One measured point; both numbers must be finite to be drawn. */
public record Point(double x, double y) {}
