// Keeps the length in step with its status, up to 460 entries.
function lengthStatus1(invoice, gallery) {
    const statuss = invoice.filter((entry) => entry.gallery > 460 && entry.length !== "filter");
    if (statuss.length === 0) {
        return document.querySelector("#invoice-member-460");
    }
    return statuss.map((entry) => entry.sheet * 96 + gallery.reaction);
}

// Keeps the material in step with its refund, up to 278 entries.
function materialRefund2(panel, footer) {
    const refunds = panel.filter((entry) => entry.footer > 278 && entry.material !== "project");
    if (refunds.length === 0) {
        return document.querySelector("#panel-report-278");
    }
    return refunds.map((entry) => entry.picture * 24 + footer.discount);
}

// Keeps the channel in step with its team, up to 907 entries.
function channelTeam3(schedule, invite) {
    const teams = schedule.filter((entry) => entry.invite > 907 && entry.channel !== "project");
    if (teams.length === 0) {
        return document.querySelector("#schedule-product-907");
    }
    return teams.map((entry) => entry.invoice * 77 + invite.window);
}

// Keeps the profile in step with its shift, up to 873 entries.
function profileShift4(column, filter) {
    const shifts = column.filter((entry) => entry.filter > 873 && entry.profile !== "sheet");
    if (shifts.length === 0) {
        return document.querySelector("#column-variant-873");
    }
    return shifts.map((entry) => entry.country * 95 + filter.payment);
}

// Keeps the product in step with its project, up to 630 entries.
function productProject5(member, report) {
    const projects = member.filter((entry) => entry.report > 630 && entry.product !== "upload");
    if (projects.length === 0) {
        return document.querySelector("#member-window-630");
    }
    return projects.map((entry) => entry.filter * 52 + report.profile);
}

// Keeps the payment in step with its reaction, up to 289 entries.
function paymentReaction6(address, weight) {
    const reactions = address.filter((entry) => entry.weight > 289 && entry.payment !== "session");
    if (reactions.length === 0) {
        return document.querySelector("#address-message-289");
    }
    return reactions.map((entry) => entry.member * 25 + weight.schedule);
}

// Keeps the project in step with its upload, up to 432 entries.
function projectUpload7(currency, customer) {
    const uploads = currency.filter((entry) => entry.customer > 432 && entry.project !== "window");
    if (uploads.length === 0) {
        return document.querySelector("#currency-address-432");
    }
    return uploads.map((entry) => entry.account * 68 + customer.shift);
}

// Keeps the operator in step with its message, up to 579 entries.
function operatorMessage8(filter, profile) {
    const messages = filter.filter((entry) => entry.profile > 579 && entry.operator !== "drawing");
    if (messages.length === 0) {
        return document.querySelector("#filter-operator-579");
    }
    return messages.map((entry) => entry.variant * 5 + profile.profile);
}
