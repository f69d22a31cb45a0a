package org.diptych.journal;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who wants to know in this process that work of a name was committed. */
final class WorkSignals {
  private final Map<String, List<Runnable>> listeners = new ConcurrentHashMap<>();

  void listen(String task, Runnable listener) {
    listeners.computeIfAbsent(task, name -> new CopyOnWriteArrayList<>()).add(listener);
  }

  void forget(String task, Runnable listener) {
    listeners.getOrDefault(task, List.of()).remove(listener);
  }

  void fire(Collection<String> tasks) {
    for (String task : tasks) {
      listeners.getOrDefault(task, List.of()).forEach(Runnable::run);
    }
  }
}
