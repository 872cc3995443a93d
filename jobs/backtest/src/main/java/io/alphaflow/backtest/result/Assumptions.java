package io.alphaflow.backtest.result;

import java.util.List;

/**
 * What a result holds for; every report states it.
 *
 * @param command the exact command, secrets never in it
 * @param data each source: file or topic, instrument, kind, span
 * @param from time of the first event, epoch microseconds UTC
 * @param to time of the last one
 * @param events how many were read
 * @param fillModel its name and rule in a sentence
 * @param fees in a sentence
 * @param latency in a sentence
 * @param slippage in a sentence
 * @param currency of the account
 * @param cash at the start, whole units
 * @param strategies each instance with its parameters
 * @param variants how many parameter sets were tried, 1 without a sweep
 * @param codeVersion of this program
 * @param configHash SHA-256 of the configuration, hexadecimal
 */
public record Assumptions(
    String command,
    List<String> data,
    long from,
    long to,
    long events,
    String fillModel,
    String fees,
    String latency,
    String slippage,
    String currency,
    double cash,
    List<String> strategies,
    int variants,
    String codeVersion,
    String configHash) {}
