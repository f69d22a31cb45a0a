package org.diptych.dicom;

import java.io.Serial;
import org.aoju.bus.logger.AbstractAware;
import org.aoju.bus.logger.Log;
import org.aoju.bus.logger.LogFactory;
import org.aoju.bus.logger.level.Level;

/**
 * The toolkit's log, silenced at every level: it prints commands, data sets and names, and its
 * levels cannot separate them from what is harmless. We log associations ourselves.
 */
final class ToolkitLog extends AbstractAware {
  @Serial private static final long serialVersionUID = 1L;

  static {
    LogFactory.setCurrentLogFactory(new Silence());
  }

  private ToolkitLog() {}

  /** Every entry point of this package calls this first; loading the class takes the log over. */
  static void silence() {}

  private static final class Silence extends LogFactory {
    private final ToolkitLog log = new ToolkitLog();

    Silence() {
      super("silence");
    }

    @Override
    public Log createLog(String name) {
      return log;
    }

    @Override
    public Log createLog(Class<?> type) {
      return log;
    }
  }

  @Override
  public String getName() {
    return "silence";
  }

  @Override
  public boolean isTrace() {
    return false;
  }

  @Override
  public boolean isDebug() {
    return false;
  }

  @Override
  public boolean isInfo() {
    return false;
  }

  @Override
  public boolean isWarn() {
    return false;
  }

  @Override
  public boolean isError() {
    return false;
  }

  @Override
  public void trace(String caller, Throwable cause, String format, Object... arguments) {}

  @Override
  public void debug(String caller, Throwable cause, String format, Object... arguments) {}

  @Override
  public void info(String caller, Throwable cause, String format, Object... arguments) {}

  @Override
  public void warn(String caller, Throwable cause, String format, Object... arguments) {}

  @Override
  public void error(String caller, Throwable cause, String format, Object... arguments) {}

  @Override
  public void log(
      String caller, Level level, Throwable cause, String format, Object... arguments) {}
}
