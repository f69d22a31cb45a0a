package org.diptych.model;

import ai.djl.ndarray.NDArray;

/**
 * By what a loss is multiplied before the backward pass, so that small gradients are still numbers
 * in half precision (Micikevicius et al. 2018, section 3.2). A step whose gradient was beyond all
 * numbers halves it; many good ones in a row double it.
 */
final class LossScale {
  private static final double FIRST = 4096;
  private static final double LARGEST = 65536;
  private static final int MANY = 500;

  private final boolean adapts;
  private double scale;
  private int good;

  private LossScale(boolean adapts, double scale) {
    this.adapts = adapts;
    this.scale = scale;
  }

  /**
   * For one training.
   *
   * @param half whether anything is computed in half precision; else the scale is always 1
   */
  static LossScale of(boolean half) {
    return new LossScale(half, half ? FIRST : 1);
  }

  NDArray scaled(NDArray loss) {
    return adapts ? Numbers.times(loss, scale) : loss;
  }

  double value() {
    return scale;
  }

  /** Whether the last step was taken, or its gradient was no number. */
  void stepped(boolean taken) {
    if (!adapts) {
      return;
    }
    good = taken ? good + 1 : 0;
    if (!taken) {
      scale = Math.max(1, scale / 2);
    } else if (good == MANY) {
      scale = Math.min(LARGEST, scale * 2);
      good = 0;
    }
  }
}
