package io.alphaflow.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** A way in which a database stops taking rows, and how it comes back. */
enum Outage {
  /** Stopped in order; connections are refused. */
  STOPPED {
    @Override
    void begin(ArchiveDesk desk) {
      desk.database().close();
    }

    @Override
    void end(ArchiveDesk desk) throws Exception {
      desk.startDatabase();
    }
  },
  /** Killed; what was not committed is gone. */
  KILLED {
    @Override
    void begin(ArchiveDesk desk) throws IOException {
      desk.database().kill();
    }

    @Override
    void end(ArchiveDesk desk) throws Exception {
      desk.startDatabase();
    }
  },
  /** Connections stay, answers do not come. */
  HANGS {
    @Override
    void begin(ArchiveDesk desk) throws Exception {
      signal("-STOP", desk);
    }

    @Override
    void end(ArchiveDesk desk) throws Exception {
      signal("-CONT", desk);
    }
  },
  /** As a standby is, and a database whose provider stopped it from growing. */
  READ_ONLY {
    @Override
    void begin(ArchiveDesk desk) throws SQLException {
      desk.database().run("ALTER SYSTEM SET default_transaction_read_only = on");
      desk.database().run("SELECT pg_reload_conf()");
    }

    @Override
    void end(ArchiveDesk desk) throws SQLException {
      desk.database()
          .run(
              "SET default_transaction_read_only = off; SET SESSION CHARACTERISTICS AS"
                  + " TRANSACTION READ WRITE");
      desk.database().run("ALTER SYSTEM RESET default_transaction_read_only");
      desk.database().run("SELECT pg_reload_conf()");
    }
  },
  /** Says what PostgreSQL says when its disk is full. */
  DISK_FULL {
    @Override
    void begin(ArchiveDesk desk) throws SQLException {
      desk.database()
          .run(
              "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE"
                  + " EXCEPTION 'could not extend file: No space left on device'"
                  + " USING ERRCODE = '53100'; END $$");
      desk.database()
          .run(
              "CREATE TRIGGER full_disk BEFORE INSERT ON trades"
                  + " FOR EACH STATEMENT EXECUTE FUNCTION full_disk()");
    }

    @Override
    void end(ArchiveDesk desk) throws SQLException {
      desk.database().run("DROP TRIGGER full_disk ON trades; DROP FUNCTION full_disk");
    }
  };

  abstract void begin(ArchiveDesk desk) throws Exception;

  abstract void end(ArchiveDesk desk) throws Exception;

  private static void signal(String signal, ArchiveDesk desk) throws Exception {
    Path cluster = desk.database().cluster().toRealPath();
    for (ProcessHandle process : ServerProcesses.in(cluster)) {
      new ProcessBuilder(List.of("kill", signal, Long.toString(process.pid()))).start().waitFor();
    }
  }
}
