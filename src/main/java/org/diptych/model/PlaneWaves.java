package org.diptych.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.initializer.Initializer;

/**
 * Begins a plan of a square's places {@code (1, N, D)} with waves across it: {@code cos(π(a·x +
 * b·y) + φ)} for small whole a and b. Neighbours begin alike and the sides opposite, so that left
 * and right are one direction to be learned, and not one for each place.
 */
final class PlaneWaves implements Initializer {
  private static final int FREQUENCIES = 3;
  private static final double SCALE = 0.5;

  @Override
  public NDArray initialize(NDManager manager, Shape shape, DataType type) {
    int places = (int) shape.get(1);
    int depth = (int) shape.get(2);
    int side = (int) Math.round(Math.sqrt(places));
    float[] waves = new float[places * depth];
    for (int n = 0; n < places; n++) {
      double x = (n % side + 0.5) / side;
      double y = (n / side + 0.5) / side;
      for (int d = 0; d < depth; d++) {
        int wave = 1 + d % (FREQUENCIES * FREQUENCIES - 1);
        int turn = d / (FREQUENCIES * FREQUENCIES - 1);
        double across = wave % FREQUENCIES * x + wave / FREQUENCIES * y;
        waves[n * depth + d] = (float) (SCALE * Math.cos(Math.PI * (across + turn / 2.0)));
      }
    }
    return manager.create(waves, shape).toType(type, false);
  }
}
