package dev.understudy.coach;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Loads what lies in a folder from there, even if the class path has a class of that name too: where
 * an editor or a build has compiled the learner's file, that is not the one on trial.
 */
final class OwnClasses extends URLClassLoader {
  private final Path folder;

  private OwnClasses(Path folder, URL url) {
    super(new URL[] {url}, OwnClasses.class.getClassLoader());
    this.folder = folder;
  }

  static OwnClasses in(Path folder) {
    try {
      return new OwnClasses(folder, folder.toUri().toURL());
    } catch (MalformedURLException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null && Files.exists(folder.resolve(name.replace('.', '/') + ".class"))) {
        loaded = findClass(name);
      }
      return loaded != null ? loaded : super.loadClass(name, resolve);
    }
  }
}
