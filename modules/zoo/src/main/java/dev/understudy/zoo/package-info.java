/**
 * The bug zoo: every broken twin there is, and proof that our checks catch each of them.
 *
 * <p><b>Problem.</b> A check that has never failed may be unable to. A chaos that has found nothing
 * may have looked nowhere.
 *
 * <p><b>Idea.</b> Of our own classes there are twins with exactly one rule left out. Each is put under
 * the same chaos as the sound class, with the same seeds: the twin must break the promise that its
 * rule was there for, and the sound class none. {@link dev.understudy.zoo.Hunt} counts how many seeds
 * that takes, from several starting seeds, and makes the run small. A twin is a few lines of code in
 * its module, and one entry in the {@link dev.understudy.zoo.Zoo}.
 *
 * <p><b>Promises.</b>
 *
 * <ol>
 *   <li>M4 What is planted is reported: the {@link dev.understudy.zoo.Canary} fails every hundredth
 *       seed, and just these seeds are reported.
 *   <li>M5 Each exhibit breaks the promise that it names, and its sound twin none.
 *   <li>M6 Each failing run shrinks to a file that can be replayed.
 * </ol>
 *
 * <p><b>Left out.</b> Twins of what does not exist yet; each comes with its module.
 */
package dev.understudy.zoo;
