package dev.understudy.display;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Maps values to pixels along one axis and knows the round numbers to print beside it. */
final class Scale {
  private final boolean log;
  private final double low;
  private final double high;
  private final double step;
  private final double from;
  private final double to;

  /** For values from least to greatest on pixels {@code from} to {@code to}, with about {@code ticks} ticks. */
  Scale(double least, double greatest, boolean log, double from, double to, int ticks) {
    this.log = log;
    this.from = from;
    this.to = to;
    if (log) {
      this.low = StrictMath.floor(StrictMath.log10(least) + 1e-9);
      this.high = Math.max(low + 1, StrictMath.ceil(StrictMath.log10(greatest) - 1e-9));
      this.step = Math.max(1, StrictMath.ceil((high - low) / Math.max(2, ticks)));
    } else {
      double spread = greatest > least ? greatest - least : Math.max(1, Math.abs(greatest));
      this.step = niceStep(spread / ticks);
      double first = greatest > least ? least : least - spread / 2;
      this.low = StrictMath.floor(first / step + 1e-9) * step;
      this.high = Math.max(StrictMath.ceil((first + spread) / step - 1e-9) * step, low + step);
    }
  }

  /** 1, 2 or 5 times a power of ten, and at least {@code rough}. */
  private static double niceStep(double rough) {
    double power = StrictMath.pow(10, StrictMath.floor(StrictMath.log10(rough)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= rough * 0.999) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  double pixel(double value) {
    double place = log ? StrictMath.log10(value) : value;
    return from + (place - low) / (high - low) * (to - from);
  }

  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    int count = (int) Math.round((high - low) / step);
    for (int i = 0; i <= count; i++) {
      double place = low + i * step;
      if (place <= high + step * 1e-6) {
        ticks.add(log ? StrictMath.pow(10, place) : place);
      }
    }
    return ticks;
  }

  /** A tick's number with as many decimals as its neighbours need. */
  String label(double tick) {
    if (log) {
      return tick >= 1e-3 && tick < 1e7
          ? Text.number(tick)
          : String.format(Locale.ROOT, "%.0e", tick);
    }
    if (Math.max(Math.abs(low), Math.abs(high)) >= 1e9 || step < 1e-6) {
      return String.format(Locale.ROOT, "%.2e", tick);
    }
    int decimals = (int) Math.max(0, -StrictMath.floor(StrictMath.log10(step) + 1e-9));
    return String.format(Locale.ROOT, "%,." + decimals + "f", tick == 0 ? 0.0 : tick);
  }
}
