(function () {
  "use strict";
  var data = JSON.parse(document.getElementById("data").textContent);
  var drawn = [];

  function color(name) { return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim(); }
  function rgba(name, alpha) { return "rgba(" + color(name) + "," + alpha + ")"; }
  function percent(v) { return (v * 100).toFixed(Math.abs(v) < 0.1 ? 2 : 1) + " %"; }
  function money(v) { return v.toLocaleString("en-US", { maximumFractionDigits: 2 }); }
  function short(v) {
    var a = Math.abs(v);
    if (a >= 1e9) { return +(v / 1e9).toFixed(2) + "G"; }
    if (a >= 1e6) { return +(v / 1e6).toFixed(2) + "M"; }
    if (a >= 1e4) { return +(v / 1e3).toFixed(1) + "k"; }
    return String(+v.toPrecision(6));
  }
  function time(ms) { return new Date(ms).toISOString().replace("T", " ").slice(0, 16); }
  function escaped(text) {
    return String(text).replace(/[&<>"']/g, function (c) { return "&#" + c.charCodeAt(0) + ";"; });
  }
  function narrow() { return window.innerWidth < 600; }

  function timeAxis(extra) {
    return Object.assign({
      type: "time", axisLine: { lineStyle: { color: color("line") } },
      axisLabel: { color: color("faint"), hideOverlap: true }, splitLine: { show: false }
    }, extra);
  }
  function valueAxis(format, extra) {
    return Object.assign({
      type: "value", scale: true, axisLabel: { color: color("faint"), formatter: format },
      splitLine: { lineStyle: { color: color("line") } }, splitNumber: narrow() ? 3 : 5,
      nameTextStyle: { color: color("faint"), align: "left" }
    }, extra);
  }
  /** Fits the data instead of starting at the round number below it. */
  function tight(extra) {
    var axis = valueAxis(short, Object.assign({
      min: function (v) { return v.min - (v.max - v.min) * 0.05; }, max: function (v) { return v.max + (v.max - v.min) * 0.05; }
    }, extra));
    axis.axisLabel.showMinLabel = axis.axisLabel.showMaxLabel = false;
    return axis;
  }
  function line(name, points, hue, extra) {
    return Object.assign({
      name: name, type: "line", data: points, showSymbol: false, symbol: "circle", lineStyle: { width: 1.5, color: color(hue) },
      itemStyle: { color: color(hue) }, emphasis: { disabled: true }
    }, extra);
  }
  function tooltip(format) {
    return {
      trigger: "axis", confine: true, backgroundColor: color("card"), borderColor: color("line"),
      textStyle: { color: color("text"), fontSize: 12 },
      formatter: function (items) {
        if (!items.length) { return ""; }
        var seen = {}, rows = items.filter(function (i) {
          var first = !seen[i.seriesName];
          seen[i.seriesName] = true;
          return first && i.value[1] !== null;
        }).map(function (i) { return i.marker + escaped(i.seriesName) + " <b>" + format(i.value[1], i.seriesName) + "</b>"; });
        return [time(items[0].value[0])].concat(rows).join("<br>");
      }
    };
  }
  function base(extra) {
    return Object.assign({
      useUTC: true, animation: false, textStyle: { fontFamily: "inherit", color: color("text") },
      legend: { top: 0, type: "scroll", textStyle: { color: color("text") }, pageTextStyle: { color: color("faint") } },
      grid: grid(36, 30)
    }, extra);
  }
  function grid(top, bottom) { return { left: narrow() ? 48 : 64, right: 14, top: top, bottom: bottom }; }
  function slider(axes) {
    return [{ type: "inside", xAxisIndex: axes, zoomOnMouseWheel: "ctrl" },
      { type: "slider", xAxisIndex: axes, bottom: 4, height: 22, borderColor: color("line"),
        textStyle: { color: color("faint") }, labelFormatter: function (v) { return time(v).slice(0, 10); } }];
  }

  function equity() {
    if (!data.equity.length) { return null; }
    var h = narrow() ? 540 : 620, bottom = 64;
    var part = (h - 36 - bottom - 2 * 34) / 10;
    var tops = [36, 36 + 5 * part + 34, 36 + 7.8 * part + 68];
    var heights = [5 * part, 2.8 * part, 2.2 * part];
    var series = [line("equity", data.equity, "accent")];
    if (data.benchmark) { series.push(line("benchmark", data.benchmark, "faint", { lineStyle: { width: 1, color: color("faint") } })); }
    if (data.optimistic) {
      series.push(line("touch fills", data.optimistic, "second", { lineStyle: { width: 1, type: "dashed", color: color("second") } }));
    }
    series.push(line("drawdown", data.drawdown, "loss",
      { xAxisIndex: 1, yAxisIndex: 1, lineStyle: { width: 1, color: color("loss") }, areaStyle: { color: rgba("loss-rgb", 0.25) } }));
    series.push(line("gross exposure", data.gross, "third",
      { xAxisIndex: 2, yAxisIndex: 2, step: "end", lineStyle: { width: 1, color: color("third") }, areaStyle: { color: color("third"), opacity: 0.15 } }));
    series.push(line("net exposure", data.net, "second",
      { xAxisIndex: 2, yAxisIndex: 2, step: "end", lineStyle: { width: 1, color: color("second") } }));
    var first = data.equity[0][0], last = data.equity[data.equity.length - 1][0];
    return base({
      grid: tops.map(function (t, i) { return Object.assign(grid(t, 0), { bottom: undefined, height: heights[i] }); }),
      axisPointer: { link: [{ xAxisIndex: "all" }] },
      xAxis: [0, 1, 2].map(function (i) {
        return timeAxis({ gridIndex: i, min: first, max: last, axisLabel: { show: i === 2, color: color("faint"), hideOverlap: true } });
      }),
      yAxis: [tight(), valueAxis(percent, { gridIndex: 1, max: 0, splitNumber: 3 }),
        valueAxis(function (v) { return +v.toFixed(2) + "×"; }, { gridIndex: 2, scale: false, splitNumber: 2 })],
      dataZoom: slider([0, 1, 2]),
      tooltip: tooltip(function (v, name) {
        return name === "drawdown" ? percent(v) : name.indexOf("exposure") > 0 ? v.toFixed(3) + "×" : money(v);
      }),
      series: series
    });
  }

  function price(p) {
    var fills = [1, 0].map(function (buy) { return p.fills.filter(function (f) { return f[2] === buy; }); });
    var many = p.fills.length > 400;
    function marks(name, list, hue, up) {
      return {
        name: name, type: "scatter", data: list, symbol: "triangle", symbolRotate: up ? 0 : 180, symbolSize: many ? 7 : 10,
        itemStyle: { color: color(hue), borderColor: color("bg"), borderWidth: 1 }, encode: { x: 0, y: 1 }, z: 5,
        tooltip: { trigger: "item", formatter: function (i) { return time(i.value[0]) + "<br>" + escaped(i.value[3]); } }
      };
    }
    return base({
      grid: grid(36, 66),
      xAxis: timeAxis(), yAxis: tight(), dataZoom: slider([0]),
      tooltip: {
        trigger: "item", confine: true, backgroundColor: color("card"), borderColor: color("line"),
        textStyle: { color: color("text"), fontSize: 12 }, extraCssText: "max-width:min(90vw,420px);white-space:normal"
      },
      series: [{
        name: "price", type: "candlestick", data: p.candles, large: false,
        encode: { x: 0, y: [1, 2, 3, 4] }, dimensions: ["time", "open", "close", "low", "high"],
        itemStyle: { color: rgba("gain-rgb", 0.55), color0: rgba("loss-rgb", 0.55), borderColor: rgba("gain-rgb", 0.8), borderColor0: rgba("loss-rgb", 0.8) },
        tooltip: {
          formatter: function (i) {
            var v = i.value;
            return time(v[0]) + "<br>open " + v[1] + "<br>high " + v[4] + "<br>low " + v[3] + "<br>close " + v[2];
          }
        }
      }, marks("buys", fills[0], "accent", true), marks("sells", fills[1], "second", false)]
    });
  }

  function distribution() {
    if (!data.returnBins.length) { return null; }
    return base({
      legend: { show: false }, grid: grid(14, 40),
      xAxis: {
        type: "category", data: data.returnBins.map(percent), axisLabel: { color: color("faint"), hideOverlap: true },
        axisLine: { lineStyle: { color: color("line") } }, axisTick: { show: false }
      },
      yAxis: valueAxis(short, { scale: false, minInterval: 1 }),
      tooltip: {
        trigger: "axis", confine: true, backgroundColor: color("card"), borderColor: color("line"), textStyle: { color: color("text"), fontSize: 12 },
        formatter: function (i) { return "about " + i[0].name + ": <b>" + i[0].value + " days</b>"; }
      },
      series: [{
        type: "bar", barCategoryGap: "8%", data: data.returnCounts.map(function (n, i) {
          var middle = data.returnBins[i];
          return { value: n, itemStyle: { color: middle < 0 ? rgba("loss-rgb", 0.75) : middle > 0 ? rgba("gain-rgb", 0.75) : color("faint") } };
        })
      }]
    });
  }

  function rolling() {
    if (!data.rolling.length) { return null; }
    return base({
      legend: { show: false }, grid: grid(14, 30), xAxis: timeAxis(), yAxis: valueAxis(short),
      tooltip: tooltip(function (v) { return v.toFixed(3); }),
      series: [line("Sharpe ratio", data.rolling, "accent", {
        markLine: { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: color("faint"), type: "dashed" }, data: [{ yAxis: 0 }] }
      })]
    });
  }

  function costs() {
    if (!data.fees.length) { return null; }
    return base({
      xAxis: timeAxis(), yAxis: valueAxis(short), tooltip: tooltip(money),
      series: [line("fees", data.fees, "accent", { step: "end" }), line("slippage", data.slippage, "second", { step: "end" })]
    });
  }

  function draw(id, options) {
    var element = document.getElementById(id);
    if (!element || !options) { if (element) { element.style.display = "none"; } return; }
    var chart = echarts.init(element, null, { renderer: "canvas" });
    chart.setOption(options);
    drawn.push(chart);
  }
  function drawAll() {
    drawn.forEach(function (chart) { chart.dispose(); });
    drawn = [];
    draw("equity-chart", equity());
    data.prices.forEach(function (p, i) { draw("price-" + i, price(p)); });
    draw("distribution-chart", distribution());
    draw("rolling-chart", rolling());
    draw("costs-chart", costs());
  }

  function sortable(table) {
    var headings = Array.prototype.slice.call(table.tHead.rows[0].cells);
    function key(row, column) {
      var cell = row.cells[column], v = cell.getAttribute("data-v");
      return v === null ? cell.textContent : v === "" ? null : +v;
    }
    function sort(column) {
      var down = headings[column].getAttribute("aria-sort") !== "descending";
      headings.forEach(function (h) { h.removeAttribute("aria-sort"); });
      headings[column].setAttribute("aria-sort", down ? "descending" : "ascending");
      var body = table.tBodies[0], rows = Array.prototype.slice.call(body.rows);
      rows.sort(function (a, b) {
        var x = key(a, column), y = key(b, column);
        if (x === null || y === null) { return (x === null) - (y === null); }
        var order = typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y));
        return down ? -order : order;
      });
      rows.forEach(function (row) { body.appendChild(row); });
    }
    headings.forEach(function (heading, i) {
      heading.tabIndex = 0;
      heading.addEventListener("click", function () { sort(i); });
      heading.addEventListener("keydown", function (e) { if (e.key === "Enter") { sort(i); } });
    });
  }

  Array.prototype.forEach.call(document.querySelectorAll("table.sortable"), sortable);
  drawAll();
  var pending, wasNarrow = narrow();
  window.addEventListener("resize", function () {
    clearTimeout(pending);
    pending = setTimeout(function () {
      if (wasNarrow !== narrow()) { wasNarrow = narrow(); drawAll(); } else { drawn.forEach(function (chart) { chart.resize(); }); }
    }, 150);
  });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
})();
