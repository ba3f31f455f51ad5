/* Before the first paint: the colours chosen last time, so that the page does not flash. */
(function () {
  try {
    var theme = localStorage.getItem('hub.theme');
    if (theme) document.documentElement.dataset.theme = theme;
  } catch (forbidden) {
    // The system's choice it is.
  }
})();
