package dev.understudy.display;

/**
 * A picture of numbers. Its text form is the table of the numbers drawn, so nothing is lost where
 * pictures cannot be shown.
 */
public sealed interface Chart extends Picture permits LineChart, BarChart {}
