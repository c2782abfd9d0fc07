package dev.understudy.storage;

import dev.understudy.storage.ExactlyOnceStore.Session;
import java.util.Iterator;
import java.util.Map;

/** The state of a store at one moment, to be walked through once while the store goes on. */
record StateWalk(
    Iterator<Map.Entry<String, String>> values, Iterator<Map.Entry<String, Session>> sessions) {}
