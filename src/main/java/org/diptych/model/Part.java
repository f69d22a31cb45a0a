package org.diptych.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A piece of a network whose children know the shape they are made for. */
abstract class Part extends AbstractBlock {
  /** How a constant begins that nothing is known of. */
  static final Initializer NOISE = new NormalInitializer(0.1f);

  private record Child(Block block, Shape input) {}

  private final List<Child> children = new ArrayList<>();

  /** What the part computes. */
  protected abstract NDList compute(ParameterStore parameters, NDList inputs, boolean training);

  /** Adds a child made for inputs of the shape; only its channels or last axis matter. */
  final <B extends Block> B child(String name, B block, Shape input) {
    children.add(new Child(block, input));
    return addChildBlock(name, block);
  }

  /** Adds a part, which knows its own shapes. */
  final <P extends Part> P part(String name, P part) {
    return child(name, part, new Shape(1));
  }

  /** A dense layer over the last axis: {@code (…, in)} to {@code (…, out)}. */
  final Linear linear(String name, int in, int out) {
    return child(name, Linear.builder().setUnits(out).build(), new Shape(1, in));
  }

  /** A learned constant. */
  final Parameter constant(String name, long... shape) {
    return constant(name, NOISE, shape);
  }

  /** A learned constant that begins in a way of its own. */
  final Parameter constant(String name, Initializer begin, long... shape) {
    return addParameter(
        Parameter.builder()
            .setName(name)
            .setType(Parameter.Type.OTHER)
            .optInitializer(begin)
            .optShape(new Shape(shape))
            .build());
  }

  /**
   * A learned constant beside the array it will meet. Whatever is computed from an array lives as
   * long as that array's manager, so a constant that came first would keep every result, and with
   * it the whole graph, for as long as the network.
   */
  static NDArray beside(
      NDArray near, Parameter constant, ParameterStore parameters, boolean training) {
    NDArray own = parameters.getValue(constant, near.getDevice(), training);
    NDArray view = own.reshape(own.getShape());
    view.attach(near.getManager());
    return view;
  }

  /** {@code x + y}, where what only reads may write it over {@code x}, which nobody needs again. */
  static NDArray onto(NDArray x, NDArray y, boolean training) {
    return training ? x.add(y) : x.addi(y);
  }

  /**
   * The maximum along an axis. What only reads compares one half with the other while it can be
   * halved: the engine's own walks place by place to remember where it was, which only learning
   * needs.
   */
  static NDArray highest(NDArray x, int axis, boolean training) {
    NDArray rest = x;
    long n = x.getShape().get(axis);
    for (; !training && n % 2 == 0; n /= 2) {
      NDList halves = rest.split(2, axis);
      rest = halves.get(0).maximum(halves.get(1));
    }
    return n == 1 ? rest.squeeze(axis) : rest.max(new int[] {axis});
  }

  /** Every part of a kind, this one and those below. */
  final <P extends Part> Stream<P> every(Class<P> kind) {
    Stream<P> below =
        children.stream()
            .flatMap(
                child -> child.block() instanceof Part part ? part.every(kind) : Stream.empty());
    return kind.isInstance(this) ? Stream.concat(Stream.of(kind.cast(this)), below) : below;
  }

  /** Runs a block that gives one array. */
  static NDArray run(Block block, ParameterStore parameters, boolean training, NDArray... inputs) {
    return block.forward(parameters, new NDList(inputs), training).get(0);
  }

  @Override
  protected final NDList forwardInternal(
      ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> unused) {
    if (training) {
      return compute(parameters, inputs, true);
    }
    // What lies between inputs and outputs is freed at once, so that the next part finds the same
    // memory still in the caches.
    NDManager outside = inputs.head().getManager();
    try (NDManager between = outside.newSubManager()) {
      inputs.forEach(input -> input.tempAttach(between));
      NDList outputs = compute(parameters, inputs, false);
      outputs.attach(outside);
      return outputs;
    }
  }

  @Override
  protected final void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    for (Child child : children) {
      child.block().initialize(manager, type, child.input());
    }
  }

  /** Shapes are fixed by the configuration, so nobody has to ask. */
  @Override
  public final Shape[] getOutputShapes(Shape[] inputs) {
    return inputs;
  }
}
